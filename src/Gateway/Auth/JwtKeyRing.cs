using System.Text;

namespace Fleet.Gateway.Auth;

/// <summary>The keys of the configuration. A header chooses among them by <c>kid</c>; it never brings a key of its own.</summary>
internal sealed class JwtKeyRing : IDisposable
{
    private readonly JwtKey? _secret;
    private readonly string? _secretId;
    private readonly Dictionary<string, JwtKey> _public = new(StringComparer.Ordinal);

    public JwtKeyRing(AuthOptions options)
    {
        _secret = options.JwtSecret is { } secret ? JwtKey.FromSecret(Encoding.UTF8.GetBytes(secret)) : null;
        _secretId = options.JwtSecretKeyId;
        foreach (var (kid, pem) in options.PublicKeys)
            _public.Add(kid, JwtKey.FromPem(pem));
    }

    /// <summary>The key for a header, or null where there is none or the algorithm is not the key's own.</summary>
    public JwtKey? Find(string algorithm, string? kid)
    {
        var key = kid is null || kid == _secretId ? _secret : _public.GetValueOrDefault(kid);
        return key is not null && key.Algorithm == algorithm ? key : null;
    }

    public void Dispose()
    {
        foreach (var key in _public.Values)
            key.Dispose();
    }
}
