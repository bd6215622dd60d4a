/** The one program: client verbs, and the commands that run a control plane. */
@NullMarked
package io.freehold.app;

import org.jspecify.annotations.NullMarked;
