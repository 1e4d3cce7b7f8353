using System.ComponentModel.DataAnnotations;

namespace Fleet.Organizations;

/// <summary>Configuration section <c>Fleet:Organizations</c>.</summary>
public sealed class OrganizationOptions
{
    /// <summary>API keys of one organization, the revoked ones too.</summary>
    [Range(1, 100_000)]
    public int MaxApiKeys { get; set; } = 1_000;

    /// <summary>Custom events that an organization may define. Each costs every vehicle a little with every position.</summary>
    [Range(0, 1_000)]
    public int MaxCustomEvents { get; set; } = 100;

    /// <summary>A silo renews its watch on an organization this often, seconds. A watch lapses after 300.</summary>
    [Range(5, 240)]
    public int RenewSeconds { get; set; } = 120;

    /// <summary>A renewal that failed is tried again after this, seconds.</summary>
    [Range(1, 120)]
    public int RetrySeconds { get; set; } = 5;

    /// <summary>A silo forgets an organization that it was not asked for in this time, seconds.</summary>
    [Range(300, 86_400)]
    public int ForgetSeconds { get; set; } = 1_800;
}
