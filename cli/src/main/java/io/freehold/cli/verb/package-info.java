/** What all client verbs have in common: where they run, how they connect and how they end. */
@NullMarked
package io.freehold.cli.verb;

import org.jspecify.annotations.NullMarked;
