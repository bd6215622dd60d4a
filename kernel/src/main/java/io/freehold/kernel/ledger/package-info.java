/** The intent written before each creation, which makes a lost answer harmless. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.ledger;
