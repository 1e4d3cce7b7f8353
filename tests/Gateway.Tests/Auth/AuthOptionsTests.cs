using System.Security.Cryptography;

namespace Fleet.Gateway.Auth;

public sealed class AuthOptionsTests
{
    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    public void Secret_must_have_32_bytes(int length, bool valid)
    {
        var result = Validate(new AuthOptions { JwtSecret = new string('s', length) });
        Assert.Equal(valid, result.Succeeded);
        if (!valid)
        {
            Assert.Contains("Gateway:Auth:JwtSecret", result.FailureMessage, StringComparison.Ordinal);
            Assert.DoesNotContain("sss", result.FailureMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Public_keys_must_be_public_and_strong()
    {
        using var weak = RSA.Create(1024);
        using var strong = RSA.Create(2048);
        using var wrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.True(Validate(strong.ExportSubjectPublicKeyInfoPem()));
        Assert.True(Validate(ec.ExportSubjectPublicKeyInfoPem()));
        Assert.False(Validate(weak.ExportSubjectPublicKeyInfoPem()));
        Assert.False(Validate(wrongCurve.ExportSubjectPublicKeyInfoPem()));
        Assert.False(Validate(strong.ExportPkcs8PrivateKeyPem()));
        Assert.False(Validate("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"));
        Assert.False(Validate("nonsense"));
    }

    private static bool Validate(string pem)
    {
        var options = new AuthOptions();
        options.PublicKeys["k"] = pem;
        return Validate(options).Succeeded;
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(AuthOptions options) =>
        new AuthOptionsValidator().Validate(null, options);
}
