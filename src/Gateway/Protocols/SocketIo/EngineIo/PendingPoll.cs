namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>A GET that waits for something to carry. Owner: the port; one at a time.</summary>
internal sealed class PendingPoll
{
    private readonly TaskCompletionSource<byte[]?> _payload = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to answer; null where the session is gone.</summary>
    public Task<byte[]?> Payload => _payload.Task;

    /// <summary>Done when the answer has left; fails when its client was gone.</summary>
    public async Task Answer(byte[] payload)
    {
        if (!_payload.TrySetResult(payload))
        {
            throw new IOException("The poll was over.");
        }

        await _written.Task;
    }

    public void GiveUp()
    {
        _payload.TrySetResult(null);
        _written.TrySetException(new IOException("The poll was given up."));
        _ = _written.Task.Exception; // seen by whoever waits, if anybody does
    }

    public void Written() => _written.TrySetResult();
}
