namespace Fleet.Organizations;

/// <summary>
/// One API key; key <c>"key/" + lower-case hex SHA-256 of the secret</c>. The secret has 256 bits of its own, so that a
/// plain hash cannot be searched.
/// </summary>
[Alias("Fleet.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <returns>Null where there is no such key. A revoked or expired one is returned as it is; the caller judges.</returns>
    [Alias("Get")]
    Task<ApiKeyRecord?> Get();

    /// <summary>By an organization.</summary>
    [Alias("Put")]
    Task Put(ApiKeyRecord record);
}
