/** The verbs for ClickHouse services. */
@NullMarked
package io.freehold.cli.service;

import org.jspecify.annotations.NullMarked;
