/** The main job on embedded parts: a real control plane on a simulated AWS. */
@NullMarked
package io.freehold.app.demo;

import org.jspecify.annotations.NullMarked;
