using Fleet.Directory;
using Fleet.Events;
using Fleet.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Webhooks;

/// <summary>Keeps one webhook's definition and queue. <see cref="Pump"/> delivers beside the turns.</summary>
public sealed partial class WebhookGrain : Grain, IWebhookGrain
{
    private readonly IPersistentState<WebhookState> _persistent;
    private readonly OutboundHttp _http;
    private readonly TargetGuard _guard;
    private readonly IFleetDirectory _directory;
    private readonly WebhookOptions _options;
    private readonly ShardOptions _shards;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookGrain> _log;
    private readonly SharedWrite _write;
    private readonly StreamedPlaces _streamed = new();

    public WebhookGrain(
        [PersistentState("webhook", "fleet")] IPersistentState<WebhookState> persistent,
        OutboundHttp http,
        TargetGuard guard,
        IFleetDirectory directory,
        IOptions<WebhookOptions> options,
        IOptions<ShardOptions> shards,
        TimeProvider time,
        ILogger<WebhookGrain> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shards);
        (_persistent, _http, _guard, _directory, _time, _log) = (persistent, http, guard, directory, time, log);
        (_options, _shards) = (options.Value, shards.Value);
        _write = new SharedWrite(() => _persistent.WriteStateAsync());
    }

    private (string OrganizationId, string WebhookId) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private WebhookState State => _persistent.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Arm();
        return Task.CompletedTask;
    }

    public Task<string?> Refusal(string url) => _guard.Refusal(url, CancellationToken.None);

    public async Task<WebhookSnapshot> Define(WebhookSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var now = _time.GetUtcNow();
        var before = State.Spec;
        string? secret = null;
        if (before is null)
        {
            secret = WebhookSecret.Create();
            State.CreatedAt = now;
            WebhookKeys.Rotate(State.Keys, secret, now, now);
        }

        State.Spec = spec with { BearerToken = spec.BearerToken?.Length == 0 ? before?.BearerToken : spec.BearerToken };
        State.UpdatedAt = now;
        if (spec.Enabled)
            State.DisabledReason = null;

        if (before?.Url != spec.Url)
            State.HeldUntil = null; // the other receiver's wish

        await _write.Save();
        await _directory.Put(new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Webhook, Id = Key.WebhookId }, CancellationToken.None);
        Pump();
        return Snapshot() with { Secret = secret };
    }

    public Task<WebhookSnapshot?> Get() => Task.FromResult(State.Spec is null ? null : Snapshot());

    public async Task<bool> Remove()
    {
        if (State.Spec is null)
            return false;

        // The own state last: while it stands, a removal that failed can be repeated.
        await _directory.Remove(Key.OrganizationId, EntityKind.Webhook, Key.WebhookId, CancellationToken.None);
        var places = State.Places;
        _persistent.State = new WebhookState { Places = places }; // one created again under this id is not told of the past
        await _write.Save();
        return true;
    }

    public async Task<WebhookSnapshot?> Rotate()
    {
        if (State.Spec is null)
            return null;

        var (secret, now) = (WebhookSecret.Create(), _time.GetUtcNow());
        WebhookKeys.Rotate(State.Keys, secret, now, now.AddHours(_options.RotationHours));
        State.UpdatedAt = now;
        await _write.Save();
        return Snapshot() with { Secret = secret };
    }

    public async Task Enqueue(WebhookMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var now = _time.GetUtcNow();
        var news = false;
        foreach (var message in mail.Messages.Where(m => State.Places.IsNew(mail.Shard, mail.Epoch, m.N)))
        {
            news = true;
            if (State.Spec is { Enabled: true } spec)
                Queue(spec, message, new ShardPosition(mail.Shard, mail.Epoch, message.N), now);

            State.Places = State.Places.After(new ShardPosition(mail.Shard, mail.Epoch, message.N));
        }

        if (news || _write.Behind)
            await _write.Save();

        Pump();
    }

    public async Task<string?> Send(WebhookMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (State.Spec is not { Enabled: true } spec)
            return null;

        var id = Queue(spec, message, null, _time.GetUtcNow());
        await _write.Save();
        Pump();
        return id;
    }

    public async Task Streamed(StreamedEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (State.Spec is not { BackupForStreaming: true })
            return;

        _streamed.Add(events);
        if (WebhookQueue.Streamed(State, Untried, _time.GetUtcNow(), _options))
            await _write.Save();

        bool Untried(ShardPosition place) => _streamed.Contains(place);
    }

    public Task<DeliveryPage> Deliveries(DeliveryStatus? status, string? after, int limit) =>
        Task.FromResult(WebhookQueue.Page(State, status, after, limit));

    public async Task<Redelivery> Redeliver(string deliveryId)
    {
        var result = WebhookQueue.Redeliver(State, deliveryId, _time.GetUtcNow(), _options);
        if (result == Redelivery.Queued)
        {
            await _write.Save();
            Pump();
        }

        return result;
    }

    public Task Wake()
    {
        Pump();
        return Task.CompletedTask;
    }

    /// <returns>The delivery's id. One that is known already is left alone.</returns>
    private string Queue(WebhookSpec spec, WebhookMessage message, ShardPosition? place, DateTimeOffset now)
    {
        var id = WebhookQueue.IdOf(Key.WebhookId, message.Key);
        if (WebhookQueue.Find(State, id) is not null)
            return id;

        var delivery = new WebhookDelivery
        {
            DeliveryId = id,
            Type = message.Type,
            CreatedAt = now,
            Body = message.Body,
            NextAt = place is not null && spec.BackupForStreaming ? now.AddSeconds(_options.BackupHoldSeconds) : now,
            Place = place,
        };
        WebhookQueue.Add(State, delivery, now, _options);
        if (place is { } at && spec.BackupForStreaming && _streamed.Contains(at))
            WebhookQueue.Streamed(State, p => p == at, now, _options);

        return id;
    }

    private WebhookSnapshot Snapshot() => new()
    {
        WebhookId = Key.WebhookId,
        Spec = State.Spec! with { BearerToken = State.Spec!.BearerToken is null ? null : "" },
        CreatedAt = State.CreatedAt,
        UpdatedAt = State.UpdatedAt,
        DisabledReason = State.DisabledReason,
        Pending = State.Pending.Count,
        Dead = State.Dead.Count,
        HeldUntil = State.HeldUntil > _time.GetUtcNow() ? State.HeldUntil : null,
    };
}
