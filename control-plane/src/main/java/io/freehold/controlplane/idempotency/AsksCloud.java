package io.freehold.controlplane.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that asks a cloud before it answers, which can take minutes: no transaction is open around
 * it. What it makes it makes in one transaction of its own, under the id of {@link MadeOnce}; all
 * else that it does may be done twice.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsksCloud {}
