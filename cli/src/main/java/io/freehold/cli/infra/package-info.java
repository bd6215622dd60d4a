/** The verbs for infrastructures. */
@NullMarked
package io.freehold.cli.infra;

import org.jspecify.annotations.NullMarked;
