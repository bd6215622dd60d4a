/** The verbs for AWS accounts: named, their roles reported and judged. */
@NullMarked
package io.freehold.cli.account;

import org.jspecify.annotations.NullMarked;
