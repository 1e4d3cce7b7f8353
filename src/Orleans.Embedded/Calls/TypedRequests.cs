using Orleans.Embedded.Copying;
using Orleans.Runtime;

namespace Orleans.Embedded.Calls;

/// <summary>A call whose answer carries a value of type <typeparamref name="T"/>; <see cref="NoResult"/> for none.</summary>
internal abstract class Request<T> : Request
{
    // Continuations never run inside the callee's turn.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal override bool IsAnswered => _answer.Task.IsCompleted;

    protected Task<T> Answer => _answer.Task;

    internal override bool Fail(Exception exception)
    {
        var first = _answer.TrySetException(exception);
        if (first) Answered();
        return first;
    }

    protected void Succeed(T result)
    {
        if (_answer.TrySetResult(result)) Answered();
    }

    protected void Fault(ICallee callee, Exception exception)
    {
        callee.Faulted(this, exception);
        Fail(exception);
    }
}

/// <summary>Stands for "no value".</summary>
internal readonly struct NoResult;

/// <summary>A call of a method that returns <see cref="Task"/>.</summary>
internal abstract class TaskRequest : Request<NoResult>
{
    protected abstract Task Call(object callee);

    internal override bool Run(ICallee callee)
    {
        try
        {
            var task = Call(callee.Instance);
            if (!task.IsCompletedSuccessfully)
            {
                _ = Await(callee, task);
                return false;
            }

            Succeed(default);
        }
        catch (Exception exception)
        {
            Fault(callee, exception);
        }

        return true;
    }

    /// <summary>Sends the call; called by emitted code.</summary>
    internal Task Send(GrainReference reference)
    {
        reference.Router.Send(this, reference.GrainId);
        return Method.OneWay ? Task.CompletedTask : Answer;
    }

    private async Task Await(ICallee callee, Task task)
    {
        try
        {
            await task;
            Succeed(default);
        }
        catch (Exception exception)
        {
            Fault(callee, exception);
        }

        callee.Finished(this);
    }
}

/// <summary>A call of a method that returns <see cref="Task{TResult}"/>.</summary>
internal abstract class TaskRequest<T> : Request<T>
{
    protected abstract Task<T> Call(object callee);

    internal override bool Run(ICallee callee)
    {
        try
        {
            var task = Call(callee.Instance);
            if (!task.IsCompletedSuccessfully)
            {
                _ = Await(callee, task);
                return false;
            }

            Succeed(Copiers.CopyAlone(task.Result)!);
        }
        catch (Exception exception)
        {
            Fault(callee, exception);
        }

        return true;
    }

    /// <summary>Sends the call; called by emitted code.</summary>
    internal Task<T> Send(GrainReference reference)
    {
        reference.Router.Send(this, reference.GrainId);
        return Method.OneWay ? Task.FromResult<T>(default!) : Answer;
    }

    private async Task Await(ICallee callee, Task<T> task)
    {
        try
        {
            Succeed(Copiers.CopyAlone(await task)!);
        }
        catch (Exception exception)
        {
            Fault(callee, exception);
        }

        callee.Finished(this);
    }
}

/// <summary>A call of a method that returns <see cref="ValueTask"/>.</summary>
internal abstract class ValueTaskRequest : TaskRequest
{
    protected abstract ValueTask CallValue(object callee);

    protected sealed override Task Call(object callee) => CallValue(callee).AsTask();

    internal new ValueTask Send(GrainReference reference) => new(base.Send(reference));
}

/// <summary>A call of a method that returns <see cref="ValueTask{TResult}"/>.</summary>
internal abstract class ValueTaskRequest<T> : TaskRequest<T>
{
    protected abstract ValueTask<T> CallValue(object callee);

    protected sealed override Task<T> Call(object callee) => CallValue(callee).AsTask();

    internal new ValueTask<T> Send(GrainReference reference) => new(base.Send(reference));
}

/// <summary>A call of a method that returns nothing and so is one-way.</summary>
internal abstract class VoidRequest : TaskRequest
{
    protected abstract void CallVoid(object callee);

    protected sealed override Task Call(object callee)
    {
        CallVoid(callee);
        return Task.CompletedTask;
    }

    internal new void Send(GrainReference reference) => base.Send(reference);
}
