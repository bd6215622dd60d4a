/** What happens behind the API: computed at each look from the age of things, not by threads. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.controller;
