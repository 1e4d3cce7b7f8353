using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Fleet.CustomEvents;
using Fleet.Directory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Organizations;

/// <summary>Keeps an organization's settings and the list of its keys, and tells the silos that watch.</summary>
public sealed class OrganizationGrain(
    [PersistentState("organization", "fleet")] IPersistentState<OrganizationState> state,
    IFleetDirectory directory,
    IOptions<OrganizationOptions> options,
    TimeProvider time,
    ILogger<OrganizationGrain> log) : Grain, IOrganizationGrain
{
    private readonly SiloWatch _watch = new(time, log);

    private string OrganizationId => this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];

    public Task<OrganizationSettings?> Get() => Task.FromResult(state.State.Settings);

    public async Task<OrganizationSettings> Configure(OrganizationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return await Change(settings with { CustomEvents = Current().CustomEvents });
    }

    public async Task<CustomEventDefinition> DefineCustomEvent(CustomEventDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var current = Current();
        var at = IndexOf(current.CustomEvents, definition.Name);
        if (at < 0 && current.CustomEvents.Length >= options.Value.MaxCustomEvents)
        {
            throw new CustomEventLimitException(string.Create(
                CultureInfo.InvariantCulture, $"The organization has {options.Value.MaxCustomEvents} custom events, which is the limit."));
        }

        if (at >= 0 && current.CustomEvents[at] is var before
            && (before.Triggers, before.Priority) == (definition.Triggers, definition.Priority))
            return before; // said twice: what vehicles are about to tell goes on

        var defined = definition with { Revision = current.Version + 1, ChangedAt = time.GetUtcNow() };
        await Change(current with
        {
            CustomEvents = at < 0 ? current.CustomEvents.Add(defined) : current.CustomEvents.SetItem(at, defined),
        });
        return defined;
    }

    public async Task<bool> RemoveCustomEvent(string name)
    {
        var current = Current();
        var left = current.CustomEvents.RemoveAll(d => d.Name == name);
        if (left.Length == current.CustomEvents.Length)
            return false;

        await Change(current with { CustomEvents = left });
        return true;
    }

    private async Task<OrganizationSettings> Change(OrganizationSettings settings)
    {
        var changed = settings with { OrganizationId = OrganizationId, Version = Current().Version + 1 };
        state.State.Settings = changed;
        await state.WriteStateAsync();
        await directory.Put(
            new FleetEntry { OrganizationId = OrganizationId, Kind = EntityKind.Organization, Id = OrganizationId },
            CancellationToken.None);
        await _watch.Tell(observer => observer.SettingsChanged(changed));
        return changed;
    }

    public Task<OrganizationSettings> Watch(IOrganizationObserver observer)
    {
        _watch.Renew(observer);
        return Task.FromResult(Current());
    }

    public async Task<ApiKeyRecord> AddApiKey(string secretHash, ApiKeySpec spec)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretHash);
        if (!state.State.ApiKeys.TryGetValue(secretHash, out var record))
        {
            record = New(spec);
            state.State.ApiKeys[secretHash] = record;
            await state.WriteStateAsync();
        }

        // Also where it was there before: a caller that repeats itself does so because this may have failed.
        await Key(secretHash).Put(record);
        return record;
    }

    public async Task<bool> RevokeApiKey(string keyId)
    {
        var (secretHash, record) = state.State.ApiKeys.FirstOrDefault(k => k.Value.KeyId == keyId);
        if (record is null)
        {
            return false;
        }

        if (record.RevokedAt is null)
        {
            record = record with { RevokedAt = time.GetUtcNow() };
            state.State.ApiKeys[secretHash] = record;
            state.State.KeysVersion++;
            await state.WriteStateAsync();
        }

        await Key(secretHash).Put(record);
        return true;
    }

    public async Task<KeyRotation?> RotateApiKey(string keyId, string secretHash, TimeSpan grace)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretHash);
        var (oldHash, old) = state.State.ApiKeys.FirstOrDefault(k => k.Value.KeyId == keyId);
        if (old is null)
            return null;

        if (!state.State.ApiKeys.TryGetValue(secretHash, out var fresh)) // else: said twice, and the answer was lost
        {
            var now = time.GetUtcNow();
            if (old.RevokedAt is not null || old.Spec.ExpiresAt <= now || old.ReplacedBy is not null)
                return new KeyRotation { Old = old };

            fresh = New(old.Spec);
            var end = now + grace;
            old = old with { ReplacedBy = fresh.KeyId, Spec = old.Spec with { ExpiresAt = old.Spec.ExpiresAt < end ? old.Spec.ExpiresAt : end } };
            (state.State.ApiKeys[secretHash], state.State.ApiKeys[oldHash]) = (fresh, old);
            state.State.KeysVersion++;
            await state.WriteStateAsync();
        }

        await Key(secretHash).Put(fresh);
        await Key(oldHash).Put(old);
        return new KeyRotation { Key = fresh, Old = old };
    }

    public Task<KeyEnds> KeyEnds(long since) => Task.FromResult(new KeyEnds
    {
        Version = state.State.KeysVersion,
        Ends = since == state.State.KeysVersion ? null
            : [.. state.State.ApiKeys.Values.Where(k => k.RevokedAt is not null || k.Spec.ExpiresAt is not null).Select(End)],
    });

    public Task<ImmutableArray<ApiKeyRecord>> ListApiKeys() => Task.FromResult<ImmutableArray<ApiKeyRecord>>(
        [.. state.State.ApiKeys.Values.OrderBy(k => k.CreatedAt).ThenBy(k => k.KeyId, StringComparer.Ordinal)]);

    private ApiKeyRecord New(ApiKeySpec spec)
    {
        if (state.State.ApiKeys.Count >= options.Value.MaxApiKeys)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"The organization has {options.Value.MaxApiKeys} API keys, which is the limit."));
        }

        return new ApiKeyRecord
        {
            KeyId = "key_" + RandomNumberGenerator.GetHexString(16, lowercase: true),
            OrganizationId = OrganizationId,
            Spec = spec,
            CreatedAt = time.GetUtcNow(),
        };
    }

    private static KeyEnd End(ApiKeyRecord key) => key.RevokedAt is { } revoked
        ? new KeyEnd { KeyId = key.KeyId, At = revoked, Revoked = true }
        : new KeyEnd { KeyId = key.KeyId, At = key.Spec.ExpiresAt!.Value, Revoked = false };

    private static int IndexOf(ImmutableArray<CustomEventDefinition> definitions, string name)
    {
        for (var i = 0; i < definitions.Length; i++)
        {
            if (definitions[i].Name == name)
                return i;
        }

        return -1;
    }

    private OrganizationSettings Current() =>
        state.State.Settings ?? new OrganizationSettings { OrganizationId = OrganizationId, Name = OrganizationId };

    private IApiKeyGrain Key(string secretHash) => GrainFactory.GetGrain<IApiKeyGrain>("key/" + secretHash);
}
