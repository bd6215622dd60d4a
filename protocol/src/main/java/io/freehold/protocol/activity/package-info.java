/** What happened in an organization, as clients see it. */
@NullMarked
package io.freehold.protocol.activity;

import org.jspecify.annotations.NullMarked;
