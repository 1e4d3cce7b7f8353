using System.Security.Cryptography;

namespace Fleet.Gateway.Auth;

/// <summary>
/// One verification key and the only algorithm it is for. Binding the two is what defeats a token that names HS256 and
/// is "signed" with a public key.
/// </summary>
internal sealed class JwtKey : IDisposable
{
    private const int MinRsaBits = 2048;
    private const int Es256SignatureBytes = 64;

    private readonly byte[]? _secret;
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private JwtKey(string algorithm, byte[]? secret = null, RSA? rsa = null, ECDsa? ecdsa = null)
    {
        Algorithm = algorithm;
        _secret = secret;
        _rsa = rsa;
        _ecdsa = ecdsa;
    }

    public string Algorithm { get; }

    public static JwtKey FromSecret(byte[] secret) => new("HS256", secret: secret);

    /// <exception cref="FormatException">Not a public key of a kind that is taken. The message holds nothing of the key.</exception>
    public static JwtKey FromPem(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] is not "PUBLIC KEY")
            throw new FormatException("is not a PEM block of type PUBLIC KEY.");

        try
        {
            var der = Convert.FromBase64String(pem[fields.Base64Data]);
            return TryRsa(der) ?? TryEcdsa(der) ?? throw new FormatException("is neither RSA of at least 2048 bits nor NIST P-256.");
        }
        catch (CryptographicException)
        {
            throw new FormatException("cannot be read as a public key.");
        }
    }

    public bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (_secret is not null)
        {
            Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_secret, signed, expected);
            return CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        if (_rsa is not null)
            return _rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return signature.Length == Es256SignatureBytes
            && _ecdsa!.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }

    private static JwtKey? TryRsa(byte[] der)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(der, out _);
            if (rsa.KeySize >= MinRsaBits)
                return new JwtKey("RS256", rsa: rsa);
        }
        catch (CryptographicException)
        {
            // Not RSA; the caller tries the next kind.
        }

        rsa.Dispose();
        return null;
    }

    private static JwtKey? TryEcdsa(byte[] der)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(der, out _);
            if (ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return new JwtKey("ES256", ecdsa: ecdsa);
        }
        catch (CryptographicException)
        {
            // Not an elliptic curve key either.
        }

        ecdsa.Dispose();
        return null;
    }
}
