namespace Fleet.Workflows;

/// <summary>How a field is compared. A field that is not there is equal to nothing.</summary>
public enum ConditionOperator
{
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,

    /// <summary>One of several.</summary>
    In,

    /// <summary>A list that has the value, or a text that has it inside.</summary>
    Contains,

    Exists,
}
