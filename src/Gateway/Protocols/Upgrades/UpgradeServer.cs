using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>
/// Takes opening requests through the application's pipeline and runs what they begin. All sessions of this server, until
/// the last has ended. Bound: the connection limits.
/// </summary>
internal sealed partial class UpgradeServer(IHttpContextFactory contexts, ILogger<UpgradeServer> log)
{
    private readonly Lock _lock = new();
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Everything that the application does with a request. Set before the server listens; null where there is none.</summary>
    public RequestDelegate? Pipeline { get; set; }

    /// <summary>Takes the request to its end. The socket is this server's from now on.</summary>
    /// <returns>What it began, for <see cref="Run"/>; null where the connection is over with the request. It holds nothing of the request.</returns>
    public async Task<Func<Task>?> Open(Socket socket, UpgradeRequest request)
    {
        Count(1);
        Func<Task>? session = null;
        try
        {
            session = await Answer(socket, request);
        }
        catch (Exception e) when (IsGone(e))
        {
            // There is nobody to answer.
        }
        finally
        {
            if (session is null)
            {
                End(socket);
            }
        }

        return session;
    }

    /// <summary>To the session's end.</summary>
    public async Task Run(Socket socket, Func<Task> session)
    {
        try
        {
            await session();
        }
        catch (Exception e) when (IsGone(e))
        {
            // The peer is gone.
        }
        catch (Exception e)
        {
            SessionFailed(log, e);
        }
        finally
        {
            End(socket);
        }
    }

    /// <summary>Until no session runs.</summary>
    public Task Idle()
    {
        lock (_lock)
        {
            if (_running == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private static bool IsGone(Exception e) => e is SocketException or ObjectDisposedException or IOException;

    private async Task<Func<Task>?> Answer(Socket socket, UpgradeRequest request)
    {
        using var upgrade = new DirectUpgrade(socket, request);
        var context = contexts.Create(upgrade.Features);
        try
        {
            try
            {
                await Pipeline!(context);
            }
            catch (Exception e) when (upgrade.Session is null && !IsGone(e))
            {
                RequestFailed(log, e);
                upgrade.Fail();
            }

            await upgrade.Answer();
        }
        finally
        {
            contexts.Dispose(context);
        }

        return upgrade.Session;
    }

    private void End(Socket socket)
    {
        Hang(socket);
        Count(-1);
    }

    private static void Hang(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was gone already.
        }

        socket.Dispose();
    }

    private void Count(int change)
    {
        lock (_lock)
        {
            _running += change;
            if (_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }
}
