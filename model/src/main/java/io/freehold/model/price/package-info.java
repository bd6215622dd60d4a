/**
 * What an infrastructure and its services cost a month, from a dated list of prices.
 *
 * <pre>{@code
 * CostEstimate estimate = CostEstimate.of(spec, services, PriceList.shipped());
 * estimate.monthlyUsd();  // 435.32 without services
 * }</pre>
 */
@NullMarked
package io.freehold.model.price;

import org.jspecify.annotations.NullMarked;
