using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Organizations;

namespace Fleet.Gateway.Fakes;

public sealed class FakeOrganizationGrain(string key, FakeGrains grains, TimeProvider time) : IOrganizationGrain
{
    private readonly Dictionary<string, (ApiKeyRecord Record, string Hash)> _keys = [];
    private OrganizationSettings? _settings;
    private long _ends;

    public const int MaxCustomEvents = 3;

    public Func<Task>? BeforeGet { get; set; }

    private string Id => key["org/".Length..];

    public async Task<OrganizationSettings?> Get()
    {
        if (BeforeGet is { } before)
            await before();
        return _settings;
    }

    public Task<OrganizationSettings> Configure(OrganizationSettings settings)
    {
        _settings = settings with { Version = (_settings?.Version ?? 0) + 1 };
        return Task.FromResult(_settings);
    }

    public Task<CustomEventDefinition> DefineCustomEvent(CustomEventDefinition definition)
    {
        var current = _settings ?? new OrganizationSettings { OrganizationId = Id, Name = Id };
        if (current.CustomEvents.Length == MaxCustomEvents && current.CustomEvents.All(d => d.Name != definition.Name))
            throw new CustomEventLimitException("full");

        var defined = definition with { Revision = current.Version + 1, ChangedAt = time.GetUtcNow() };
        _settings = current with { Version = defined.Revision, CustomEvents = [.. current.CustomEvents.Where(d => d.Name != definition.Name), defined] };
        return Task.FromResult(defined);
    }

    public Task<bool> RemoveCustomEvent(string name)
    {
        var current = _settings?.CustomEvents ?? [];
        _settings = _settings is null ? null : _settings with { CustomEvents = current.RemoveAll(d => d.Name == name) };
        return Task.FromResult(_settings?.CustomEvents.Length < current.Length);
    }

    public Task<OrganizationSettings> Watch(IOrganizationObserver observer) => throw new NotSupportedException();

    public async Task<ApiKeyRecord> AddApiKey(string secretHash, ApiKeySpec spec)
    {
        var record = new ApiKeyRecord
        {
            KeyId = $"key_{Id}_{_keys.Count + 1:D2}",
            OrganizationId = Id,
            Spec = spec,
            CreatedAt = time.GetUtcNow(),
        };
        _keys.Add(record.KeyId, (record, secretHash));
        await grains.Get<IApiKeyGrain>("key/" + secretHash).Put(record);
        return record;
    }

    public async Task<bool> RevokeApiKey(string keyId)
    {
        if (!_keys.TryGetValue(keyId, out var found))
            return false;

        _ends++;
        var revoked = found.Record with { RevokedAt = time.GetUtcNow() };
        _keys[keyId] = (revoked, found.Hash);
        await grains.Get<IApiKeyGrain>("key/" + found.Hash).Put(revoked);
        return true;
    }

    /// <summary>Thrown by <see cref="KeyEnds"/>.</summary>
    public Exception? Failure { get; set; }

    public int KeyQuestions { get; private set; }

    public async Task<KeyRotation?> RotateApiKey(string keyId, string secretHash, TimeSpan grace)
    {
        if (!_keys.TryGetValue(keyId, out var found))
            return null;

        if (found.Record.RevokedAt is not null || found.Record.ReplacedBy is not null)
            return new KeyRotation { Old = found.Record };

        var fresh = await AddApiKey(secretHash, found.Record.Spec);
        var old = found.Record with { ReplacedBy = fresh.KeyId, Spec = found.Record.Spec with { ExpiresAt = time.GetUtcNow() + grace } };
        _keys[keyId] = (old, found.Hash);
        _ends++;
        await grains.Get<IApiKeyGrain>("key/" + found.Hash).Put(old);
        return new KeyRotation { Key = fresh, Old = old };
    }

    public Task<KeyEnds> KeyEnds(long since)
    {
        KeyQuestions++;
        if (Failure is { } failure)
            throw failure;

        return Task.FromResult(new KeyEnds
        {
            Version = _ends,
            Ends = since == _ends ? null : [.. _keys.Values.Select(k => k.Record).Where(k => k.RevokedAt is not null || k.Spec.ExpiresAt is not null)
                .Select(k => new KeyEnd { KeyId = k.KeyId, At = k.RevokedAt ?? k.Spec.ExpiresAt!.Value, Revoked = k.RevokedAt is not null })],
        });
    }

    public Task<ImmutableArray<ApiKeyRecord>> ListApiKeys() => Task.FromResult(_keys.Values.Select(k => k.Record).ToImmutableArray());
}
