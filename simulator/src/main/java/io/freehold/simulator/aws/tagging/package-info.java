/** The Resource Groups Tagging API: everything that is live, by tag. */
@NullMarked
package io.freehold.simulator.aws.tagging;

import org.jspecify.annotations.NullMarked;
