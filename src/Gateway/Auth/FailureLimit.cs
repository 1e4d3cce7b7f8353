using System.Net;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

/// <summary>
/// Failed authentications by address. Beyond the limit, keys that were not good of late are refused without asking a grain, so
/// that nobody can have one activated for each guess. Who has a good key is not locked out by a neighbour who guesses.
/// Bound: 2 × 10,000 addresses and as many good keys. Overflow: the oldest are forgotten. Owner: the authenticator.
/// </summary>
internal sealed class FailureLimit(IOptions<AuthOptions> options, IHttpContextAccessor contexts, TimeProvider time)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private readonly GenerationCache<IPAddress, Tally> _failures = new(Capacity, Window, time);
    private readonly GenerationCache<string, bool> _good = new(Capacity, GoodFor, time);

    /// <summary>How long this key's holder has to wait before it is looked up; null where it may be now.</summary>
    public TimeSpan? Wait(string keyHash)
    {
        if (Address() is not { } address || !_failures.TryGet(address, out var tally) || _good.TryGet(keyHash, out _))
            return null;

        lock (tally)
        {
            var left = Window - time.GetElapsedTime(tally.Since);
            return tally.Count >= options.Value.MaxFailuresPerMinute && left > TimeSpan.Zero ? left : null;
        }
    }

    public void Good(string keyHash) => _good.Set(keyHash, true);

    /// <summary>Counts a failure that could be a guess. What is no credential at all is none, and costs nothing.</summary>
    public void Note(AuthResult result)
    {
        if (result.Succeeded || result.Failure is AuthFailure.Missing or AuthFailure.TooManyFailures || Address() is not { } address)
            return;

        var tally = _failures.GetOrAdd(address, _ => new Tally { Since = time.GetTimestamp() });
        lock (tally)
        {
            if (time.GetElapsedTime(tally.Since) >= Window)
                (tally.Since, tally.Count) = (time.GetTimestamp(), 0);

            tally.Count++;
        }
    }

    private IPAddress? Address() => contexts.HttpContext?.Connection.RemoteIpAddress is { } address ? SubscriberAddress.Of(address) : null;

    private sealed class Tally
    {
        public long Since { get; set; }

        public int Count { get; set; }
    }
}
