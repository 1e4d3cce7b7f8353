using Orleans.Runtime;

namespace Orleans.Embedded.Calls;

/// <summary>Where references send their calls.</summary>
internal interface ICallRouter
{
    /// <summary>Hands a call to its target. Never throws for reasons of the target; such calls fail instead.</summary>
    void Send(Request request, GrainId target);

    /// <summary>A reference of another interface to the same target.</summary>
    GrainReference MakeReference(Type interfaceType, GrainId target);
}
