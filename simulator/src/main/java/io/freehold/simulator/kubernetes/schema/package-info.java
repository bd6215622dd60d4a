/** What a kind's objects look like: types, merge keys, defaults, what is allowed. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.schema;
