using Orleans.Embedded.Calls;

namespace Orleans.Embedded.Activations;

/// <summary>What the directory finds under a grain id.</summary>
internal interface ICallTarget
{
    /// <summary>Takes a call; false if the target is gone and the caller must look again.</summary>
    bool TryReceive(Request request);
}
