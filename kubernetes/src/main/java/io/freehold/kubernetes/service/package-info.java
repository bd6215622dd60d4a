/** One ClickHouse service: its namespace, Keeper, servers and the way in. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.service;
