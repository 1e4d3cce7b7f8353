using System.Diagnostics.CodeAnalysis;
using Orleans.Embedded.Calls;

namespace Orleans.Embedded.Activations;

/// <summary>
/// The calls that wait for an activation, and the rule which of them may start beside those that run.
/// Not thread-safe: the activation's lock guards it.
/// Bound: none, like the real engine's default; each waiting call ends at its response timeout.
/// </summary>
internal struct Mailbox
{
    private Request? _first;
    private List<Request>? _rest;
    private int _exclusive;
    private int _readers;
    private int _interleaving;

    public readonly int Running => _exclusive + _readers + _interleaving;

    public readonly int Waiting => (_first is null ? 0 : 1) + (_rest?.Count ?? 0);

    public void Add(Request request)
    {
        if (_first is null) _first = request;
        else (_rest ??= []).Add(request);
    }

    /// <summary>Takes the oldest call that may start now, and counts it as running.</summary>
    public bool TryStart(bool reentrant, [NotNullWhen(true)] out Request? request)
    {
        request = null;
        if (_first is null) return false;
        if (MayStart(_first, reentrant))
        {
            request = _first;
            _first = null;
            TakeUp();
        }
        else
        {
            for (var i = 0; i < _rest?.Count; i++)
            {
                if (!MayStart(_rest[i], reentrant)) continue;
                request = _rest[i];
                _rest.RemoveAt(i);
                break;
            }
        }

        if (request is null) return false;
        Count(request, 1);
        return true;
    }

    public void Finished(Request request) => Count(request, -1);

    /// <summary>Empties the mailbox of waiting calls.</summary>
    public List<Request> TakeAll()
    {
        var all = new List<Request>(Waiting);
        if (_first is not null) all.Add(_first);
        if (_rest is not null) all.AddRange(_rest);
        _first = null;
        _rest = null;
        return all;
    }

    private readonly bool MayStart(Request request, bool reentrant) =>
        reentrant || request.AlwaysInterleave || (_exclusive == 0 && (_readers == 0 || request.Method.ReadOnly));

    private void TakeUp()
    {
        if (_rest is null or { Count: 0 }) return;
        _first = _rest[0];
        _rest.RemoveAt(0);
        if (_rest.Count == 0) _rest = null;
    }

    private void Count(Request request, int change)
    {
        if (request.AlwaysInterleave) _interleaving += change;
        else if (request.Method.ReadOnly) _readers += change;
        else _exclusive += change;
    }
}
