using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>The head of the answer to an opening request, before it is written.</summary>
internal sealed class UpgradeResponse : IHttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <summary>Unused: <see cref="IHttpResponseBodyFeature"/> stands beside it.</summary>
    public Stream Body { get; set; } = Stream.Null;

    public bool HasStarted { get; private set; }

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    /// <summary>The last chance for whoever wants a header in it.</summary>
    public async Task Start()
    {
        while (_starting.TryPop(out var next))
        {
            await next.Callback(next.State);
        }

        HasStarted = true;
    }

    public async Task Complete()
    {
        while (_completed.TryPop(out var next))
        {
            await next.Callback(next.State);
        }
    }
}
