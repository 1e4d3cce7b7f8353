using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>Coming, coming back, and leaving.</summary>
internal sealed partial class FleetSocket
{
    private const int MaxSecret = 16 * 1024;
    private const int MaxOffset = 128;

    public override async ValueTask Connect(ReadOnlyMemory<byte> auth)
    {
        var errors = new FieldErrors();
        using var json = auth.IsEmpty ? JsonDocument.Parse("{}") : JsonDocument.Parse(auth);
        var fields = JsonFields.Open(json.RootElement, "", errors)!;
        var token = fields.Text("token", MaxSecret);
        var userId = fields.Id("userId");
        var pid = fields.Text("pid", MaxOffset);
        var offset = fields.Text("offset", MaxOffset);
        if (errors.Any)
        {
            Session.Refuse(this, $"{errors.Items[0].Field}: {errors.Items[0].Message}", ErrorCodes.InvalidField);
            return;
        }

        var result = token is null ? new AuthResult(null, AuthFailure.Missing)
            : token.StartsWith(ApiKeySecret.Prefix, StringComparison.Ordinal)
                ? await _host.Authenticator.AuthenticateApiKey(token, null, null, CancellationToken.None)
                : await _host.Authenticator.AuthenticateToken(token, CancellationToken.None);
        if (!result.Succeeded)
        {
            // The official client gives up for good on connect_error; whoever failed too often may come back in a minute.
            Session.Refuse(this, "Authentication failed", WireNames<AuthFailure>.Of(result.Failure));
            return;
        }

        if (userId is not null && userId != result.Principal.Subject && !MaySpeakFor(result.Principal))
        {
            Session.Refuse(this, "userId is not the token's user", ErrorCodes.ChannelForbidden);
            return;
        }

        try
        {
            await Enter(result.Principal, userId ?? result.Principal.Subject, pid, offset);
        }
        catch (Exception e) // a silo away: the official client tries again by itself
        {
            HandlingFailed(_host.Logger, e, Session.Sid, "connect");
            Session.Drop(CloseCodes.GoingAway, "fleet state is away");
        }
    }

    public override Task Left(EngineEnd? end)
    {
        if (_principal is not { } principal)
        {
            return Task.CompletedTask;
        }

        var lost = Leave();
        if (end is not null && end != EngineEnd.ProtocolError && _pid.Length > 0 && _host.Store.IsOn && !_dismissed)
        {
            _host.Store.Keep(_pid, lost);
        }
        else
        {
            _host.Store.Forget(_pid);
        }

        _host.Engine.Registry.Left(principal.OrganizationId);
        return Task.CompletedTask;
    }

    /// <summary>An organization's own server, which has a key of operator's rank, may say whom it speaks for; a person's token may not.</summary>
    private static bool MaySpeakFor(Principal principal) => principal.KeyId is not null && principal.Has(Role.Operator);

    private async ValueTask Enter(Principal principal, string userId, string? pid, string? offset)
    {
        var bulletins = await _host.Board.Of(principal.OrganizationId);
        if (bulletins is null)
        {
            Session.Drop(CloseCodes.GoingAway, "fleet state is away"); // the official client tries again by itself
            return;
        }

        if (!_host.Engine.Registry.TryJoin(principal.OrganizationId))
        {
            Session.Refuse(this, "The organization has as many connections as it may", ErrorCodes.ConnectionLimit);
            return;
        }

        (UserId, _visibility, _bulletins) = (userId, Visibility.Of(principal), bulletins);
        Identity = $"{principal.OrganizationId}\n{principal.Subject}\n{principal.KeyId}\n{userId}";
        _principal = principal;
        var lost = pid is null || !_host.Store.IsOn ? null : await _host.Store.Take(pid, Identity, this);
        if (lost is not null && await TryComeBack(lost, pid!, offset))
        {
            return;
        }

        if (lost is not null)
        {
            _host.Store.Forget(pid!);
        }
        else if (pid is not null)
        {
            Afresh("nothing is known of it");
        }

        _id = EngineSession.RandomId();
        _pid = EngineSession.RandomId() + EngineSession.RandomId();
        _log = new SentLog(_host.Options.RecoveryEvents, _host.Options.RecoveryBytes, offset);
        Welcome();
        bulletins.Enter(this);
    }

    private void Welcome()
    {
        Session.Accept(this, _id, _host.Store.IsOn ? _pid : null);
        _host.Store.Live(_pid, this);
    }

    /// <summary>Takes a lost connection up where its client left off. False, and nothing done, where a part of what it missed is out of reach.</summary>
    private async Task<bool> TryComeBack(LostSession lost, string pid, string? offset)
    {
        if (lost.Log.Since(offset, pid) is not { } missed)
        {
            return Afresh("its offset is not among what was sent");
        }

        if (!lost.Subscriptions.All(MayStillRead))
        {
            return Afresh("its permissions changed");
        }

        List<(Wish Wish, LostSubscription Was, Dictionary<int, ShardPosition> From)> back = [];
        foreach (var was in lost.Subscriptions)
        {
            if (was.PlacesAfter(missed) is not { } from)
            {
                return Afresh("a subscription had not stood yet, or its line broke");
            }

            var lane = _lanes[(int)was.Lane];
            var subscription = new Subscription(was.Id, lane, was.Channels, was.Filter, _visibility);
            back.Add((new Wish(was.Key!, lane, was.Filter, subscription, null), was, from));
        }

        var stray = await StrayEvents.Read(_host.Shards, [.. back.Select(b => (b.Wish.Subscription, b.Was.Lane, b.From))], missed);
        if (stray is null)
        {
            return Afresh("an event under way is out of reach");
        }

        var returning = await _host.Join.TryReturn([.. back.Select(b => (b.Wish.Subscription, (IReadOnlyDictionary<int, ShardPosition>)b.From))]);
        if (returning is null)
        {
            return Afresh("what was missed is out of reach");
        }

        (_id, _pid, _answers, _hadInitialData) = (lost.Sid, pid, lost.Answers, lost.HadInitialData);
        _log = new SentLog(_host.Options.RecoveryEvents, _host.Options.RecoveryBytes, offset);
        var bulletins = missed.Events.Where(m => SocketIoForm.IsBulletin(m.Slot))
            .Select(m => (m.Shard, missed.Epochs.GetValueOrDefault(m.Shard, ""), m.N)).ToList();
        Welcome();
        if (!_bulletins!.TryReturn(this, lost.Bulletins, bulletins))
        {
            // Told as recovered it must not be: the connection is cut, and the next one starts afresh.
            back.ForEach(b => _host.Hub.Leave(b.Wish.Subscription));
            _dismissed = true;
            Session.Drop(CloseCodes.GoingAway, "what was missed is out of reach");
            return true;
        }

        Resume(back, returning, missed, stray);
        return true;
    }

    private bool Afresh(string reason)
    {
        NotRecovered(_host.Logger, Session.Sid, reason);
        return false;
    }

    private void Resume(
        List<(Wish Wish, LostSubscription Was, Dictionary<int, ShardPosition> From)> back,
        SessionReturn returning,
        Missed missed,
        List<FormedEvent> stray)
    {
        foreach (var answer in missed.Answers)
        {
            Again(answer);
        }

        foreach (var (wish, was, _) in back)
        {
            _wishes.Add(was.Id, wish);
            wish.Lane.SubscriptionCount++;
            foreach (var waiting in was.Waiting)
            {
                wish.Subscription.Pacer?.Take(waiting);
            }

            if ((was.Channels & EventChannels.FleetOverview) != 0)
            {
                _host.Fleet.Join(wish.Subscription, TellFleet);
            }
        }

        stray.ForEach(formed => Queue(formed, conflate: false));
        _returning = returning;
        returning.Run();
        CameBack(_host.Logger, Session.Sid, back.Count, missed.Events.Count);
    }

    /// <summary>The bytes end with the answer's own offset, number and all; it is kept under that number again.</summary>
    private void Again(byte[] packet)
    {
        using var json = JsonDocument.Parse(packet.AsMemory(2));
        var offset = json.RootElement[json.RootElement.GetArrayLength() - 1].GetString()!;
        SentMark.TryRead(offset, out var mark, out _);
        Session.Enqueue(new KeptAnswer(mark.N, packet), 0, null);
    }

    private bool MayStillRead(LostSubscription was) => was.Lane switch
    {
        LaneKind.Channels => StreamingChannels.NamesOf(was.Channels).All(_principal!.MayRead),
        LaneKind.Trip => _principal!.MayRead("trip_updates"),
        _ => _principal!.MayRead("locations"),
    };

    /// <summary>Leaves every feed. What was offered is final afterwards.</summary>
    /// <returns>What is needed to come back.</returns>
    private LostSession Leave()
    {
        var bulletins = _bulletins!.Leave(this);
        _returning?.Freeze();
        List<LostSubscription> subscriptions = [];
        foreach (var wish in _wishes.Values.ToList())
        {
            var subscription = wish.Subscription;
            var members = subscription.Members;
            foreach (var member in members)
            {
                member.Feed.Remove(member);
            }

            var reached = new Dictionary<int, ShardPosition>();
            foreach (var member in members)
            {
                if ((member.Reached ?? _returning?.PlaceOf(member)) is { } place)
                {
                    reached.Add(member.Feed.Shard, place);
                }
            }

            subscriptions.Add(new LostSubscription(
                subscription.Id, wish.Key, wish.Lane.Kind, subscription.Channels, wish.Filter, reached, subscription.Pacer?.Waiting() ?? [], members.Count));
            if ((subscription.Channels & EventChannels.FleetOverview) != 0)
            {
                _host.Fleet.Leave(subscription);
            }

            _host.Hub.Leave(subscription);
        }

        return new LostSession
        {
            Identity = Identity,
            Number = Session.Number,
            Sid = _id,
            Log = _log,
            Answers = Interlocked.Read(ref _answers),
            Subscriptions = subscriptions,
            Bulletins = bulletins,
            HadInitialData = _hadInitialData,
        };
    }
}
