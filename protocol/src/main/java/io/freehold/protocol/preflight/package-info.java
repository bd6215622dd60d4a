/** What was made sure of before an infrastructure is made, on the wire. */
@NullMarked
package io.freehold.protocol.preflight;

import org.jspecify.annotations.NullMarked;
