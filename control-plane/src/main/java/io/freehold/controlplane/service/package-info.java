/** ClickHouse services: what is asked of each, and what became of it. */
@NullMarked
package io.freehold.controlplane.service;

import org.jspecify.annotations.NullMarked;
