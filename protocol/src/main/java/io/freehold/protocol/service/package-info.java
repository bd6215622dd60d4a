/** ClickHouse services, as clients see them. */
@NullMarked
package io.freehold.protocol.service;

import org.jspecify.annotations.NullMarked;
