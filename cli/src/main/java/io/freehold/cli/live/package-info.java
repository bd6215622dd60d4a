/** The live tree of an infrastructure's resources, for terminals and for plain lines. */
@NullMarked
package io.freehold.cli.live;

import org.jspecify.annotations.NullMarked;
