namespace Fleet;

/// <summary>
/// Grain keys. Each holds a '/', which no identifier may contain, so that keys of two organizations never meet
/// and no key parses as hexadecimal (the ADO.NET grain storage maps "1" and "01", "ab" and "AB" to one row).
/// </summary>
public static class GrainKey
{
    public static string ForOrganization(string organizationId) => "org/" + organizationId;

    public static string For(string organizationId, string id) => organizationId + "/" + id;

    public static string ForShard(string organizationId, int shard) =>
        Events.EventStreams.Key(organizationId, shard);

    /// <summary>The organization and the rest of a key made by <see cref="For"/>.</summary>
    public static (string OrganizationId, string Id) Split(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? (key[..slash], key[(slash + 1)..])
            : throw new FormatException($"The grain key '{key}' has no organization.");
    }
}
