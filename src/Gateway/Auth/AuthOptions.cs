using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Auth;

/// <summary>Configuration section <c>Gateway:Auth</c>.</summary>
public sealed class AuthOptions
{
    public const string Section = "Gateway:Auth";

    /// <summary>Secret of HS256 tokens, at least 32 bytes of UTF-8; null refuses HS256.</summary>
    public string? JwtSecret { get; set; }

    /// <summary>The <c>kid</c> that HS256 tokens may carry; null allows none. A token without one is fine.</summary>
    [StringLength(128)]
    public string? JwtSecretKeyId { get; set; }

    /// <summary>Public keys in PEM by <c>kid</c>: RSA of at least 2048 bits for RS256, NIST P-256 for ES256.</summary>
    public Dictionary<string, string> PublicKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>How far a token issuer's clock may be off, seconds, for <c>exp</c> and <c>nbf</c>.</summary>
    [Range(0, 60)]
    public int ClockSkewSeconds { get; set; }

    /// <summary>Whether a token without <c>exp</c> is refused.</summary>
    public bool RequireExpiry { get; set; } = true;

    /// <summary>Tokens longer than this are refused unread, bytes.</summary>
    [Range(256, 65_536)]
    public int MaxTokenBytes { get; set; } = 8_192;

    /// <summary>How long the answer about an API key is kept, so how long a revoked key may go on, milliseconds.</summary>
    [Range(0, 1_000)]
    public int KeyCacheMilliseconds { get; set; } = 500;

    /// <summary>API keys, known and unknown, whose answer is kept.</summary>
    [Range(16, 1_000_000)]
    public int KeyCacheSize { get; set; } = 10_000;

    /// <summary>How far a signed timestamp may be off, seconds.</summary>
    [Range(1, 300)]
    public int SignatureSkewSeconds { get; set; } = 300;

    /// <summary>Signatures remembered so that none is used twice. When full, further signatures are refused.</summary>
    [Range(16, 10_000_000)]
    public int ReplayCacheSize { get; set; } = 200_000;

    /// <summary>
    /// Failed authentications of one address (IPv6: of a /64) in a minute; beyond it keys that are not known to be good are
    /// refused without being looked up.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxFailuresPerMinute { get; set; } = 100;

    /// <summary>A subject's successes from one address are audited once in this many seconds; 0 audits each. Failures are counted by the minute.</summary>
    [Range(0, 3_600)]
    public int AuditRepeatSeconds { get; set; } = 60;
}
