/** CloudWatch Logs: log groups. */
@NullMarked
package io.freehold.simulator.logs;

import org.jspecify.annotations.NullMarked;
