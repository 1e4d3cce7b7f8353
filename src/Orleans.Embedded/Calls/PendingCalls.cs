namespace Orleans.Embedded.Calls;

/// <summary>
/// All unanswered calls of a silo, so that a call nobody answers ends in <see cref="TimeoutException"/>.
/// Bound: none of its own; a caller waits for each entry. Striped by processor to keep the lock cheap.
/// </summary>
internal sealed class PendingCalls : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Stripe[] _stripes;
    private readonly ITimer _sweep;

    public PendingCalls(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        _timeout = timeout;
        _stripes = new Stripe[Environment.ProcessorCount * 2];
        for (var i = 0; i < _stripes.Length; i++) _stripes[i] = new Stripe();
        var period = timeout < TimeSpan.FromSeconds(1) ? timeout : TimeSpan.FromSeconds(1);
        _sweep = time.CreateTimer(static state => ((PendingCalls)state!).Sweep(), this, period, period);
    }

    public void Add(Request request)
    {
        request.SentAt = _time.GetTimestamp();
        var stripe = _stripes[(uint)Thread.GetCurrentProcessorId() % (uint)_stripes.Length];
        request.Stripe = stripe;
        lock (stripe)
        {
            request.Previous = stripe.Last;
            if (stripe.Last is { } last) last.Next = request;
            else stripe.First = request;
            stripe.Last = request;
        }
    }

    public static void Remove(Request request)
    {
        if (request.Stripe is not { } stripe) return;
        lock (stripe)
        {
            if (request.Previous is { } previous) previous.Next = request.Next;
            else if (ReferenceEquals(stripe.First, request)) stripe.First = request.Next;
            else return; // taken out before
            if (request.Next is { } next) next.Previous = request.Previous;
            else stripe.Last = request.Previous;
            request.Previous = request.Next = null;
        }
    }

    /// <summary>Ends every unanswered call; at the end of the silo's life.</summary>
    public void FailAll(Func<Request, Exception> reason)
    {
        foreach (var request in Collect(static _ => true)) request.Fail(reason(request));
    }

    public void Dispose() => _sweep.Dispose();

    private void Sweep()
    {
        foreach (var request in Collect(IsOverdue))
            request.Fail(new TimeoutException($"Response did not arrive on time in {request.Method.Timeout ?? _timeout} for message: {request}."));
    }

    private bool IsOverdue(Request request) => _time.GetElapsedTime(request.SentAt) >= (request.Method.Timeout ?? _timeout);

    private List<Request> Collect(Func<Request, bool> filter)
    {
        var found = new List<Request>();
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                for (var request = stripe.First; request is not null; request = request.Next)
                {
                    if (filter(request)) found.Add(request);
                }
            }
        }

        return found;
    }

    /// <summary>A doubly linked list of requests, oldest first; its own lock.</summary>
    internal sealed class Stripe
    {
        public Request? First;
        public Request? Last;
    }
}
