/** What commands print: tables, JSON, refusals; and with which exit code they end. */
@NullMarked
package io.freehold.cli.output;

import org.jspecify.annotations.NullMarked;
