/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.controlplane.service;

import org.jspecify.annotations.NullMarked;
