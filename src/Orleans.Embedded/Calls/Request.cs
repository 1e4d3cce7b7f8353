using Orleans.Runtime;

namespace Orleans.Embedded.Calls;

/// <summary>
/// One call on its way: arguments (in the emitted subclass), target, and the caller's promise.
/// Made by a proxy, owned by the target's mailbox until it is run, tracked by <see cref="PendingCalls"/> until it is answered.
/// </summary>
internal abstract class Request
{
    // Links of the stripe of PendingCalls that tracks this request; guarded by that stripe's lock.
    internal Request? Previous;
    internal Request? Next;
    internal PendingCalls.Stripe? Stripe;

    private CancellationTokenRegistration _cancellation;

    internal abstract CallMethod Method { get; }

    internal GrainId Target { get; private set; }

    /// <summary>When the call was sent, in timestamps of the messaging clock.</summary>
    internal long SentAt { get; set; }

    /// <summary>How often the call was handed to a new activation because the old one went away.</summary>
    internal int Forwards { get; set; }

    /// <summary>True if only the activation it was made for may run it: a timer tick dies with its timer.</summary>
    internal virtual bool IsLocal => false;

    /// <summary>True if running it counts as use and puts off idle collection.</summary>
    internal virtual bool KeepsAlive => true;

    internal virtual bool AlwaysInterleave => Method.AlwaysInterleave;

    /// <summary>The caller's token, if the method takes one.</summary>
    internal virtual CancellationToken Cancellation => CancellationToken.None;

    /// <summary>True once the caller has its answer: nobody waits any more.</summary>
    internal abstract bool IsAnswered { get; }

    /// <summary>Runs the call on the target's scheduler. Returns true if it has ended; else <see cref="ICallee.Finished"/> follows.</summary>
    internal abstract bool Run(ICallee callee);

    /// <summary>Answers with an exception; false if there was an answer before.</summary>
    internal abstract bool Fail(Exception exception);

    internal void SentTo(GrainId target) => Target = target;

    /// <summary>From now on the caller's cancellation answers the call, whatever the callee does.</summary>
    internal void WatchCancellation()
    {
        var token = Cancellation;
        if (token.CanBeCanceled)
            _cancellation = token.UnsafeRegister(static (state, token) => ((Request)state!).Fail(new OperationCanceledException(token)), this);
    }

    /// <summary>To be called by whoever answered.</summary>
    protected void Answered()
    {
        PendingCalls.Remove(this);
        _cancellation.Unregister();
    }

    public override string ToString() => $"{Method} to {Target}";
}
