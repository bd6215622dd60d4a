/** What commands share that run a control plane in this process. */
@NullMarked
package io.freehold.app.process;

import org.jspecify.annotations.NullMarked;
