using System.Security.Cryptography;
using System.Text;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Testing;

namespace Fleet.Gateway.Auth;

public sealed class JwtValidatorTests
{
    private const long Now = 1_700_000_000;
    private const string Good = """{"sub":"u1","org":"acme","role":"operator","exp":1700000600}""";

    private static readonly DateTimeOffset NowTime = DateTimeOffset.FromUnixTimeSeconds(Now);

    // Shared: making an RSA key takes longer than all these tests.
    private static readonly RSA Rsa2048 = RSA.Create(2048);
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly AuthOptions _options = new() { JwtSecret = TokenMinter.Secret };

    public JwtValidatorTests()
    {
        _options.PublicKeys["rsa-1"] = Rsa2048.ExportSubjectPublicKeyInfoPem();
        _options.PublicKeys["ec-1"] = P256.ExportSubjectPublicKeyInfoPem();
    }

    [Fact]
    public void Token_of_every_algorithm_is_taken()
    {
        foreach (var token in new[] { TokenMinter.Hs256(Good), TokenMinter.Rs256(Good, Rsa2048, "rsa-1"), TokenMinter.Es256(Good, P256, "ec-1") })
        {
            var principal = Validate(token).Principal;
            Assert.NotNull(principal);
            Assert.Equal("acme", principal.OrganizationId);
            Assert.Equal("u1", principal.Subject);
            Assert.Equal(Role.Operator, principal.Role);
            Assert.False(principal.IsSuperuser);
            Assert.Null(principal.KeyId);
            Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now + 600), principal.ExpiresAt);
        }
    }

    /// <summary>RFC 7515, appendix A.1: the published signature verifies with the published key.</summary>
    [Fact]
    public void Rfc7515_vector_of_HS256_verifies_and_one_changed_bit_does_not()
    {
        const string Signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        const string Key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        using var key = JwtKey.FromSecret(System.Buffers.Text.Base64Url.DecodeFromChars(Key));
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

        Assert.True(key.Verify(Encoding.ASCII.GetBytes(Signed), signature));
        signature[0] ^= 1;
        Assert.False(key.Verify(Encoding.ASCII.GetBytes(Signed), signature));
    }

    /// <summary>RFC 7515, appendix A.3: the published ES256 key and signature.</summary>
    [Fact]
    public void Rfc7515_vector_of_ES256_verifies()
    {
        const string Signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        using var published = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = System.Buffers.Text.Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                Y = System.Buffers.Text.Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            },
        });
        using var key = JwtKey.FromPem(published.ExportSubjectPublicKeyInfoPem());
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

        Assert.Equal("ES256", key.Algorithm);
        Assert.True(key.Verify(Encoding.ASCII.GetBytes(Signed), signature));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":"HS384"}""")]
    [InlineData("""{"alg":"HS256","kid":"unknown"}""")]
    [InlineData("""{"alg":"HS256","kid":"rsa-1"}""")]
    [InlineData("""{"alg":"HS256","kid":7}""")]
    [InlineData("""{"alg":"HS256","kid":null}""")]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"HS256","alg":"HS256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""["HS256"]""")]
    [InlineData("""{"alg":"HS256","kid":"\ud800"}""")]
    [InlineData("""not json""")]
    public void Header_that_does_not_fit_is_refused(string header) =>
        Assert.Equal(AuthFailure.Invalid, Validate(TokenMinter.Hs256(Good, header)).Failure);

    [Fact]
    public void Unsigned_token_is_refused()
    {
        var unsigned = TokenMinter.Encode("""{"alg":"none"}""") + "." + TokenMinter.Encode(Good) + ".";
        Assert.Equal(AuthFailure.Invalid, Validate(unsigned).Failure);
        Assert.Equal(AuthFailure.Invalid, Validate(unsigned[..^1]).Failure);
    }

    /// <summary>The classic: the public key is public, so an HMAC with it as the secret proves nothing.</summary>
    [Fact]
    public void Token_signed_with_the_public_key_as_secret_is_refused()
    {
        foreach (var kid in new[] { "rsa-1", "ec-1" })
        {
            var token = TokenMinter.Hs256(Good, $$"""{"alg":"HS256","kid":"{{kid}}"}""", secret: _options.PublicKeys[kid]);
            Assert.Equal(AuthFailure.Invalid, Validate(token).Failure);
        }
    }

    [Fact]
    public void Token_of_another_key_or_under_another_kid_is_refused()
    {
        using var otherRsa = RSA.Create(2048);
        using var otherEc = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] tokens =
        [
            TokenMinter.Hs256(Good, secret: TokenMinter.Secret + "!"),
            TokenMinter.Rs256(Good, otherRsa, "rsa-1"),
            TokenMinter.Rs256(Good, Rsa2048, "ec-1"),
            TokenMinter.Rs256(Good, Rsa2048, "rsa-2"),
            TokenMinter.Es256(Good, otherEc, "ec-1"),
            TokenMinter.Es256(Good, P256, "rsa-1"),
            TokenMinter.Es256(Good, P256, "ec-1", DSASignatureFormat.Rfc3279DerSequence),
        ];
        Assert.All(tokens, token => Assert.Equal(AuthFailure.Invalid, Validate(token).Failure));
    }

    /// <summary>CVE-2022-21449: a signature of zeros must not verify.</summary>
    [Fact]
    public void Es256_signature_of_zeros_is_refused()
    {
        var token = TokenMinter.Es256(Good, P256, "ec-1");
        var zeros = token[..(token.LastIndexOf('.') + 1)] + System.Buffers.Text.Base64Url.EncodeToString(new byte[64]);
        Assert.Equal(AuthFailure.Invalid, Validate(zeros).Failure);
    }

    [Theory]
    [InlineData("""{"org":"acme","exp":1700000600}""")]
    [InlineData("""{"sub":"","org":"acme","exp":1700000600}""")]
    [InlineData("""{"sub":5,"org":"acme","exp":1700000600}""")]
    [InlineData("""{"sub":"u\n1","org":"acme","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"ac/me","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":["acme"],"exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme","organization_id":"other","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme","org":"other","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme","role":"Admin","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme","role":"root","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme","role":1,"exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme","is_superuser":"true","exp":1700000600}""")]
    [InlineData("""{"sub":"u1","org":"acme"}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":null}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":"1700000600"}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1e400}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":-1}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"nbf":"0"}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"exp":1900000000}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"\u0065xp":1900000000}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"permissions":"all"}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"permissions":{"channels":{"locations":"write"}}}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"permissions":{"filters":{"vehicle_restrictions":"v1"}}}""")]
    [InlineData("""{"sub":"u1","org":"acme","exp":1700000600,"permissions":{"filters":{"geographic_bounds":{"southwest":{"lat":1,"lng":1}}}}}""")]
    [InlineData("""[]""")]
    [InlineData("""{"sub":"u1" """)]
    public void Claims_that_are_missing_or_malformed_are_refused(string payload) =>
        Assert.Equal(AuthFailure.Invalid, Validate(TokenMinter.Hs256(payload)).Failure);

    [Theory]
    [InlineData(0, Now, AuthFailure.Expired)]
    [InlineData(0, Now + 1, AuthFailure.None)]
    [InlineData(30, Now - 30, AuthFailure.Expired)]
    [InlineData(30, Now - 29, AuthFailure.None)]
    public void Expiry_is_exact_to_the_second(int skew, long exp, AuthFailure expected)
    {
        _options.ClockSkewSeconds = skew;
        Assert.Equal(expected, Validate(TokenMinter.Hs256($$"""{"sub":"u1","org":"acme","exp":{{exp}}}""")).Failure);
    }

    [Theory]
    [InlineData(0, Now, AuthFailure.None)]
    [InlineData(0, Now + 1, AuthFailure.NotYetValid)]
    [InlineData(30, Now + 30, AuthFailure.None)]
    [InlineData(30, Now + 31, AuthFailure.NotYetValid)]
    public void Not_before_is_exact_to_the_second(int skew, long nbf, AuthFailure expected)
    {
        _options.ClockSkewSeconds = skew;
        Assert.Equal(expected, Validate(TokenMinter.Hs256($$"""{"sub":"u1","org":"acme","exp":1800000000,"nbf":{{nbf}}}""")).Failure);
    }

    [Fact]
    public void Token_without_expiry_is_taken_only_where_configured()
    {
        _options.RequireExpiry = false;
        var result = Validate(TokenMinter.Hs256("""{"sub":"u1","organization_id":"acme"}"""));
        Assert.True(result.Succeeded);
        Assert.Null(result.Principal!.ExpiresAt);
        Assert.Equal(Role.Viewer, result.Principal.Role);
    }

    [Fact]
    public void Permissions_of_the_seed_are_read()
    {
        var principal = Validate(TokenMinter.Hs256("""
            {"sub":"u1","org":"acme","role":"admin","is_superuser":true,"exp":1700000600,"permissions":{
              "channels":{"locations":"read","fleet_overview":"admin_only","alerts":"none"},
              "filters":{"organization_scope":true,"vehicle_restrictions":["vehicle_456","vehicle_789"],
                "geographic_bounds":{"enabled":true,"southwest":{"lat":40.7,"lng":-74.02},"northeast":{"lat":40.73,"lng":-73.98}}}}}
            """)).Principal!;
        Assert.True(principal.IsSuperuser);
        Assert.Equal(ChannelAccess.AdminOnly, principal.Permissions.Channels["fleet_overview"]);
        Assert.Equal(ChannelAccess.None, principal.Permissions.Channels["alerts"]);
        Assert.Equal(["vehicle_456", "vehicle_789"], principal.Permissions.VehicleRestrictions.ToArray());
        Assert.Equal(new GeoBounds(new GeoPoint(40.7, -74.02), new GeoPoint(40.73, -73.98)), principal.Permissions.GeographicBounds);
    }

    [Fact]
    public void Token_that_is_not_three_clean_parts_is_refused()
    {
        var token = TokenMinter.Hs256(Good);
        string[] tokens =
        [
            ".", "..", "a.b", token + ".", "." + token, token + "=", token + " ", " " + token, token + "\n", token.Replace('.', ':'),
            token[..^1], token + "A", token[..^1] + "é", token.Insert(5, "\t"), new string('a', 9000),
        ];
        Assert.All(tokens, t => Assert.Equal(AuthFailure.Invalid, Validate(t).Failure));
        Assert.Equal(AuthFailure.Missing, Validate("").Failure);
    }

    [Fact]
    public void Token_at_the_size_limit_is_taken_and_one_byte_more_is_not()
    {
        var token = TokenMinter.Hs256(Good);
        _options.MaxTokenBytes = token.Length;
        Assert.True(Validate(token).Succeeded);
        _options.MaxTokenBytes = token.Length - 1;
        Assert.Equal(AuthFailure.Invalid, Validate(token).Failure);
    }

    [Fact]
    public void Any_one_character_changed_makes_a_token_worthless()
    {
        var token = TokenMinter.Hs256(Good);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.Equal(AuthFailure.Invalid, Validate(new string(changed)).Failure);
        }
    }

    [Fact]
    public void Secret_with_a_kid_takes_that_kid_and_no_other()
    {
        _options.JwtSecretKeyId = "main";
        Assert.True(Validate(TokenMinter.Hs256(Good, """{"alg":"HS256","kid":"main"}""")).Succeeded);
        Assert.True(Validate(TokenMinter.Hs256(Good)).Succeeded);
        Assert.False(Validate(TokenMinter.Hs256(Good, """{"alg":"HS256","kid":"old"}""")).Succeeded);
    }

    [Fact]
    public void Without_a_secret_no_HS256_token_is_taken()
    {
        _options.JwtSecret = null;
        Assert.Equal(AuthFailure.Invalid, Validate(TokenMinter.Hs256(Good)).Failure);
        Assert.Equal(AuthFailure.Invalid, Validate(TokenMinter.Hs256(Good, secret: "")).Failure);
    }

    private AuthResult Validate(string token)
    {
        using var keys = new JwtKeyRing(_options);
        return new JwtValidator(keys, _options).Validate(token, NowTime);
    }
}
