package io.freehold.simulator.aws.state;

/**
 * A quota as Service Quotas knows it.
 *
 * @param service its code: {@code vpc}, {@code ec2}
 * @param code such as {@code L-F678F1CE}
 * @param standard AWS's default
 * @param applied what an account has, unless a lever says otherwise
 * @param global whether it is one for all regions, which only us-east-1 tells of
 * @param name for people
 */
public record Quota(
    String service, String code, int standard, int applied, boolean global, String name) {}
