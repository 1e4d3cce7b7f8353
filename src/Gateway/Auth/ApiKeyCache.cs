using Fleet.Organizations;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

/// <summary>
/// Answers of <see cref="IApiKeyGrain"/> by hash, for at most a second counted from the question, so that a revoked key
/// dies within it. Unknown keys are kept too, so that a client with a wrong key does not reach the grains each time.
/// Bound: twice KeyCacheSize entries. Overflow: the older half is forgotten. Owner: the authenticator.
/// </summary>
internal sealed class ApiKeyCache(IGrainFactory grains, IOptions<AuthOptions> options, TimeProvider time)
{
    private readonly GenerationCache<string, Task<ApiKeyRecord?>> _answers = new(
        options.Value.KeyCacheSize, TimeSpan.FromMilliseconds(options.Value.KeyCacheMilliseconds), time);

    public Task<ApiKeyRecord?> Find(string hash)
    {
        if (_answers.TryGet(hash, out var answer) && !answer.IsFaulted && !answer.IsCanceled)
            return answer;

        // Stored before it is answered: a burst of requests with one key asks once.
        answer = grains.GetGrain<IApiKeyGrain>("key/" + hash).Get();
        _answers.Set(hash, answer);
        return answer;
    }
}
