package io.freehold.aws.catalogue;

import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.ResourceType;

/**
 * A kind of AWS resource.
 *
 * @param <D> the desired record
 * @param <O> the observed record
 */
public interface AwsType<D, O> extends ResourceType<AwsSession, D, O> {
  /** The AWS actions that this kind uses: every one, and no other. */
  Actions actions();
}
