/**
 * What things are called: short names, roles, buckets, tags and DNS names.
 *
 * <pre>{@code
 * InfrastructureNames names = NamingScheme.standard().of(ShortName.random(random), "us-west-2");
 * names.role(InfrastructureRole.EBS_CSI_DRIVER);  // mhp0y4dmph-us-west-2-ebs-csi-driver
 * names.bucket(BucketPurpose.BACKUP);
 * names.service(service).privateHost();           // h5ju65kv87-private.mhp0y4dmph.us-west-2...
 * }</pre>
 */
@NullMarked
package io.freehold.model.name;

import org.jspecify.annotations.NullMarked;
