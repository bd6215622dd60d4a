package io.freehold.aws.account;

import java.util.Optional;

/**
 * What a management role says of itself.
 *
 * @param path in which the customer put it, and wants the roles that are made later: {@code /} or
 *     {@code /byoc/}
 * @param boundaryArn the policy that bounds it; empty where none does
 * @param templateVersion of the template that made it; empty where it carries no such tag
 */
public record RoleFacts(
    String path, Optional<String> boundaryArn, Optional<String> templateVersion) {}
