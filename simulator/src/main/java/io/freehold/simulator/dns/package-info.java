/** Route 53: public hosted zones of every account, and what the world's resolvers make of them. */
@NullMarked
package io.freehold.simulator.dns;

import org.jspecify.annotations.NullMarked;
