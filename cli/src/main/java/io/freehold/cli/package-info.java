/** The client verbs: everything that talks to a control plane over REST. */
@NullMarked
package io.freehold.cli;

import org.jspecify.annotations.NullMarked;
