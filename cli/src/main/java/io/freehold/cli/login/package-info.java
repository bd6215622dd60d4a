/** The verbs for saved profiles. */
@NullMarked
package io.freehold.cli.login;

import org.jspecify.annotations.NullMarked;
