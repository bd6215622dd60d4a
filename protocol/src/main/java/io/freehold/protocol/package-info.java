/** What travels between control plane and clients: the envelope of every answer. */
@NullMarked
package io.freehold.protocol;

import org.jspecify.annotations.NullMarked;
