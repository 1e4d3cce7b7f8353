using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fleet.Audit;
using Fleet.Gateway.Fakes;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Auth;

public sealed class AuthenticatorTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeGrains _grains;
    private readonly ServiceProvider _services;
    private readonly IAuthenticator _authenticator;
    private readonly RecordingLogger _log = new();

    public AuthenticatorTests()
    {
        (var factory, _grains) = FakeGrains.Create();
        _grains.Use<IApiKeyGrain>(_ => new FakeApiKeyGrain());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Auth:JwtSecret"] = TokenMinter.Secret,
            ["Gateway:Auth:ReplayCacheSize"] = "64",
            ["Gateway:Auth:MaxFailuresPerMinute"] = "10",
        }).Build();
        _services = new ServiceCollection()
            .AddLogging(b => b.AddProvider(_log))
            .AddSingleton<IGrainFactory>(factory)
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<IAuditLog>(new MemoryAuditLog())
            .AddAuth(configuration)
            .BuildServiceProvider();
        _authenticator = _services.GetRequiredService<IAuthenticator>();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public void Secrets_are_long_random_and_recognised()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => ApiKeySecret.Create()).ToHashSet();
        Assert.Equal(100, secrets.Count);
        Assert.All(secrets, s => Assert.Matches("^flt_live_[0-9a-f]{64}$", s));
        Assert.All(secrets, s => Assert.True(ApiKeySecret.LooksLikeOne(s)));
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ApiKeySecret.Hash("abc")); // FIPS 180-4's own example
    }

    [Fact]
    public async Task Known_key_gives_its_principal()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Operator });
        var result = await Authenticate(key);
        Assert.Equal("acme", result.Principal!.OrganizationId);
        Assert.Equal("key_1", result.Principal.Subject);
        Assert.Equal("key_1", result.Principal.KeyId);
        Assert.Equal(Role.Operator, result.Principal.Role);
        Assert.False(result.Principal.IsSuperuser);
    }

    [Theory]
    [InlineData("flt_live_")]
    [InlineData("flt_live_short")]
    [InlineData("bkv_live_0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("flt_live_01234567890123456789012345678901234567890123456789012345678901 3")]
    [InlineData("flt_live_0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task What_cannot_be_a_key_reaches_no_grain(string key)
    {
        Assert.Equal(AuthFailure.Invalid, (await Authenticate(key)).Failure);
        Assert.Equal(0, _grains.Activations);
    }

    [Fact]
    public async Task Unknown_key_is_asked_for_once_within_the_cache_time()
    {
        var key = ApiKeySecret.Create();
        for (var i = 0; i < 5; i++)
            Assert.Equal(AuthFailure.Invalid, (await Authenticate(key)).Failure);

        Assert.Equal(1, Grain(key).Asked);
        _time.Advance(TimeSpan.FromMilliseconds(501));
        await Authenticate(key);
        Assert.Equal(2, Grain(key).Asked);
    }

    [Fact]
    public async Task Revoked_key_is_refused_within_a_second()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        Assert.True((await Authenticate(key)).Succeeded);
        Grain(key).Record = Grain(key).Record! with { RevokedAt = _time.GetUtcNow() };
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AuthFailure.Revoked, (await Authenticate(key)).Failure);
    }

    [Fact]
    public async Task Key_expires_at_its_time_even_while_cached()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer, ExpiresAt = _time.GetUtcNow().AddMilliseconds(100) });
        Assert.True((await Authenticate(key)).Succeeded);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(AuthFailure.Expired, (await Authenticate(key)).Failure);
    }

    [Theory]
    [InlineData(9, AuthFailure.Invalid)]
    [InlineData(10, AuthFailure.TooManyFailures)]
    public async Task Guesses_beyond_the_limit_reach_no_grain(int guesses, AuthFailure then)
    {
        _services.GetRequiredService<IHttpContextAccessor>().HttpContext = From("203.0.113.7");
        var good = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        Assert.True((await Authenticate(good)).Succeeded);
        for (var i = 0; i < guesses; i++)
            Assert.Equal(AuthFailure.Invalid, (await Authenticate(ApiKeySecret.Create())).Failure);

        var asked = _grains.Activations;
        var last = await Authenticate(ApiKeySecret.Create());
        Assert.Equal((then, then == AuthFailure.Invalid), (last.Failure, _grains.Activations > asked));
        Assert.Equal(then == AuthFailure.Invalid, last.RetryAfter == TimeSpan.Zero);

        _time.Advance(TimeSpan.FromMilliseconds(501)); // the answer about the good key has lapsed; that it is good has not
        Assert.True((await Authenticate(good)).Succeeded);
        _services.GetRequiredService<IHttpContextAccessor>().HttpContext = From("203.0.113.8");
        Assert.Equal(AuthFailure.Invalid, (await Authenticate(ApiKeySecret.Create())).Failure);

        _services.GetRequiredService<IHttpContextAccessor>().HttpContext = From("203.0.113.7");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(AuthFailure.Invalid, (await Authenticate(ApiKeySecret.Create())).Failure);
    }

    [Fact]
    public async Task Addresses_of_one_ipv6_subscriber_count_as_one()
    {
        for (var i = 0; i < 10; i++)
        {
            _services.GetRequiredService<IHttpContextAccessor>().HttpContext = From($"2001:db8:1:1::{i + 1:x}");
            await Authenticate(ApiKeySecret.Create());
        }

        Assert.Equal(AuthFailure.TooManyFailures, (await Authenticate(ApiKeySecret.Create())).Failure);
        _services.GetRequiredService<IHttpContextAccessor>().HttpContext = From("2001:db8:1:2::1");
        Assert.Equal(AuthFailure.Invalid, (await Authenticate(ApiKeySecret.Create())).Failure);
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    [Fact]
    public async Task Failed_lookup_is_not_cached()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        Grain(key).Failure = new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => Authenticate(key).AsTask());
        Grain(key).Failure = null;
        Assert.True((await Authenticate(key)).Succeeded);
    }

    [Fact]
    public async Task Signature_required_key_works_only_signed()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer, RequireSignature = true });
        Assert.Equal(AuthFailure.SignatureRequired, (await Authenticate(key)).Failure);
        var (timestamp, signature) = Sign(key, _time.GetUtcNow());
        Assert.True((await Authenticate(key, timestamp, signature)).Succeeded);
    }

    [Theory]
    [InlineData(-300_000, AuthFailure.None)]
    [InlineData(300_000, AuthFailure.None)]
    [InlineData(-300_001, AuthFailure.SignatureStale)]
    [InlineData(300_001, AuthFailure.SignatureStale)]
    public async Task Signature_is_good_for_five_minutes_either_way(int offset, AuthFailure expected)
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        var (timestamp, signature) = Sign(key, _time.GetUtcNow().AddMilliseconds(offset));
        Assert.Equal(expected, (await Authenticate(key, timestamp, signature)).Failure);
    }

    [Fact]
    public async Task Signature_is_good_once_even_after_its_cache_turned_over()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        var (timestamp, signature) = Sign(key, _time.GetUtcNow().AddMinutes(4));
        Assert.True((await Authenticate(key, timestamp, signature)).Succeeded);
        for (var minute = 0; minute < 9; minute++)
        {
            Assert.Equal(AuthFailure.SignatureStale, (await Authenticate(key, timestamp, signature)).Failure);
            Assert.Equal(AuthFailure.SignatureStale, (await Authenticate(key, timestamp, signature.ToUpperInvariant())).Failure);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task Replay_cache_that_is_full_refuses_instead_of_forgetting()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        var first = Sign(key, _time.GetUtcNow());
        for (var i = 0; i < 16; i++) // a quarter of the 64
        {
            var (t, s) = Sign(key, _time.GetUtcNow().AddMilliseconds(i));
            Assert.True((await Authenticate(key, t, s)).Succeeded);
        }

        var next = Sign(key, _time.GetUtcNow().AddMilliseconds(16));
        Assert.Equal(AuthFailure.SignatureStale, (await Authenticate(key, next.Timestamp, next.Signature)).Failure);
        Assert.Equal(AuthFailure.SignatureStale, (await Authenticate(key, first.Timestamp, first.Signature)).Failure);

        var other = AddKey(new ApiKeySpec { Name = "k2", Role = Role.Viewer });
        var (otherTimestamp, otherSignature) = Sign(other, _time.GetUtcNow());
        Assert.True((await Authenticate(other, otherTimestamp, otherSignature)).Succeeded);
    }

    [Fact]
    public async Task Signature_that_does_not_match_is_refused()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        var other = AddKey(new ApiKeySpec { Name = "k2", Role = Role.Viewer });
        var (timestamp, signature) = Sign(key, _time.GetUtcNow());
        (string?, string)[] bad =
        [
            (timestamp, Sign(other, _time.GetUtcNow()).Signature),
            (timestamp, signature[..^2] + (signature.EndsWith("00", StringComparison.Ordinal) ? "01" : "00")),
            (timestamp, signature[..^2]), (timestamp, ""), (timestamp, new string('z', 64)),
            ("0" + timestamp, signature), (timestamp + " ", signature), ("-1", signature), (null, signature), ("", signature),
            ("99999999999999999999", signature),
        ];
        foreach (var (t, s) in bad)
            Assert.Equal(AuthFailure.SignatureInvalid, (await Authenticate(key, t, s)).Failure);
    }

    [Fact]
    public async Task Request_with_each_kind_of_credential_is_recognised()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        var token = TokenMinter.For("acme", "viewer", _time.GetUtcNow());
        Assert.True((await Request(("Authorization", "Bearer " + key))).Succeeded);
        Assert.True((await Request(("authorization", "bearer " + token))).Succeeded);
        Assert.True((await Request(("X-API-Key", key))).Succeeded);
        Assert.Equal(AuthFailure.Missing, (await Request()).Failure);
        Assert.Equal(AuthFailure.Invalid, (await Request(("Authorization", "Basic " + key))).Failure);
        Assert.Equal(AuthFailure.Invalid, (await Request(("Authorization", "Bearer "))).Failure);
        Assert.Equal(AuthFailure.Invalid, (await Request(("X-API-Key", token))).Failure);
        Assert.Equal(AuthFailure.Invalid, (await Request(("X-API-Key", key), ("Authorization", "Bearer " + token))).Failure);
        Assert.True((await Request(key)).Succeeded);
        Assert.True((await Request(token)).Succeeded);
        var logged = _log.Lines.Count;
        Assert.Equal(AuthFailure.Invalid, (await Request(token, ("Authorization", "Bearer " + token))).Failure);
        Assert.Equal(AuthFailure.Invalid, (await Request(new StringValues([token, token]))).Failure);
        Assert.Equal(logged + 2, _log.Lines.Count);
    }

    [Fact]
    public async Task Audit_names_who_and_where_and_no_secret()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        var wrong = ApiKeySecret.Create();
        await Authenticate(key);
        await Authenticate(wrong);
        var token = TokenMinter.For("acme", "admin", _time.GetUtcNow(), subject: "user-7");
        await _authenticator.AuthenticateToken(token, default);
        await _authenticator.AuthenticateToken(token + "x", default);

        Assert.Contains(_log.Lines, l => l.Contains("key_1", StringComparison.Ordinal) && l.Contains("acme", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, l => l.Contains("user-7", StringComparison.Ordinal));
        Assert.Equal(2, _log.Lines.Count(l => l.Contains("refused: Invalid", StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.Lines, l => l.Contains("flt_live_", StringComparison.Ordinal) || l.Contains(token[..20], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Success_is_audited_once_a_minute_and_failure_always()
    {
        var key = AddKey(new ApiKeySpec { Name = "k", Role = Role.Viewer });
        for (var i = 0; i < 3; i++)
            await Authenticate(key);
        Assert.Single(_log.Lines);
        _time.Advance(TimeSpan.FromSeconds(61));
        await Authenticate(key);
        Assert.Equal(2, _log.Lines.Count);
        await Authenticate("nonsense");
        await Authenticate("nonsense");
        Assert.Equal(4, _log.Lines.Count);
    }

    private ValueTask<AuthResult> Authenticate(string key, string? timestamp = null, string? signature = null) =>
        _authenticator.AuthenticateApiKey(key, timestamp, signature, default);

    private ValueTask<AuthResult> Request(params (string Name, string Value)[] headers) => Request(default(StringValues), headers);

    private ValueTask<AuthResult> Request(StringValues elsewhere, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
        foreach (var (name, value) in headers)
            context.Request.Headers.Append(name, value);
        return _authenticator.AuthenticateRequest(context, elsewhere);
    }

    private string AddKey(ApiKeySpec spec)
    {
        var key = ApiKeySecret.Create();
        Grain(key).Record = new ApiKeyRecord { KeyId = "key_1", OrganizationId = "acme", Spec = spec, CreatedAt = _time.GetUtcNow() };
        return key;
    }

    private FakeApiKeyGrain Grain(string key) => (FakeApiKeyGrain)_grains.Get<IApiKeyGrain>("key/" + ApiKeySecret.Hash(key));

    private static (string Timestamp, string Signature) Sign(string key, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return (timestamp, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(key + ":" + timestamp))));
    }

    private sealed class RecordingLogger : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
