import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  type DimensionPolicy,
  type DimensionSource,
  defaultPolicies,
  dimensionSources,
  type PipelinePolicies,
} from '#libs/domain';

const ATTRIBUTES_MAX = 10;

/** Where the department or the class comes from, with what that source needs. */
export class DimensionPolicyDto implements DimensionPolicy {
  @ApiProperty({ enum: dimensionSources })
  @IsIn(dimensionSources, { message: `from is none of ${dimensionSources.join(', ')}.` })
  from: DimensionSource;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: ATTRIBUTES_MAX,
    description: "The number of the purchase's additional attribute, with from: attribute.",
  })
  @ValidateIf(({ from, attribute }: DimensionPolicyDto) => from === 'attribute' || attribute !== undefined)
  @IsInt({ message: 'attribute is not the number of an additional attribute. Give one from 1 to 10.' })
  @Min(1)
  @Max(ATTRIBUTES_MAX)
  attribute?: number;

  @ApiPropertyOptional({ description: "QuickBooks' id of the department or class, with from: fixed." })
  @ValidateIf(({ from, id }: DimensionPolicyDto) => from === 'fixed' || id !== undefined)
  @Matches(/^\S{1,100}$/, { message: 'id is not an id of QuickBooks. Give it, as text, with from: fixed.' })
  id?: string;
}

/** A policy cannot be taken away with null: then nobody could say what is in force. */
function IfGiven(): PropertyDecorator {
  return ValidateIf((_policies, value) => value !== undefined);
}

function OneOf(
  values: readonly string[],
  name: keyof PipelinePolicies,
  description: string,
): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ enum: values, default: defaultPolicies[name], description })(target, property);
    IfGiven()(target, property);
    IsIn(values, { message: `${name} is none of ${values.join(', ')}.` })(target, property);
  };
}

function Dimension(name: 'department' | 'class', description: string): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ type: DimensionPolicyDto, default: defaultPolicies[name], description })(
      target,
      property,
    );
    IfGiven()(target, property);
    IsObject()(target, property);
    ValidateNested()(target, property);
    Type(() => DimensionPolicyDto)(target, property);
  };
}

/** Policies that are left out stay as they are. */
export class PoliciesDto implements Partial<PipelinePolicies> {
  @OneOf(['post', 'off'], 'orders', 'Whether purchase orders are carried.')
  orders?: PipelinePolicies['orders'];

  @OneOf(
    ['restate', 'hold'],
    'orderDrift',
    'What becomes of a change that somebody made to an order in QuickBooks: Cin7 is said again, or a person decides.',
  )
  orderDrift?: PipelinePolicies['orderDrift'];

  @OneOf(
    ['delete', 'hold'],
    'withdrawal',
    'What becomes of a document that was undone or voided in Cin7: taken back where that is safe, or held.',
  )
  withdrawal?: PipelinePolicies['withdrawal'];

  @OneOf(
    ['hold', 'adopt'],
    'duplicates',
    'What becomes of a document that others have entered in QuickBooks already, with the same vendor, number and total: a person decides, or that one stands for it.',
  )
  duplicates?: PipelinePolicies['duplicates'];

  @OneOf(
    ['billable', 'off'],
    'dropShip',
    'Whether the lines of a drop shipment name the customer and are billable.',
  )
  dropShip?: PipelinePolicies['dropShip'];

  @OneOf(
    ['hold', 'cost'],
    'unmappedTax',
    'Tax of a company without purchase tax codes for which no rule names an account: held, or part of the cost.',
  )
  unmappedTax?: PipelinePolicies['unmappedTax'];

  @Dimension('department', 'Where the department (location) of a document comes from.')
  department?: DimensionPolicyDto;

  @Dimension('class', 'Where the class of its lines comes from.')
  class?: DimensionPolicyDto;

  @OneOf(
    ['leave-out', 'hold'],
    'unmappedDimension',
    'Whether a document whose department or class has no rule goes without it, or is held.',
  )
  unmappedDimension?: PipelinePolicies['unmappedDimension'];

  @ApiPropertyOptional({
    default: defaultPolicies.vendorSuffix,
    description: "Put behind a supplier's name that a customer or an employee of QuickBooks already has.",
  })
  @IfGiven()
  @Matches(/^(?=.*\S)[^:\p{Cc}]{1,50}$/u, {
    message: 'vendorSuffix is not 1 to 50 characters without colon, tab or line end, as " (Supplier)".',
  })
  vendorSuffix?: string;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    default: defaultPolicies.vendorAccountNumber,
    minimum: 1,
    maximum: ATTRIBUTES_MAX,
    description: "The supplier's additional attribute that holds our account number with it; null for none.",
  })
  @IsOptional()
  @IsInt({ message: 'vendorAccountNumber is neither a number from 1 to 10 nor null.' })
  @Min(1)
  @Max(ATTRIBUTES_MAX)
  vendorAccountNumber?: number | null;

  @OneOf(['copy', 'off'], 'attachments', 'Whether the files of a purchase are attached to its bills.')
  attachments?: PipelinePolicies['attachments'];
}

/** Says what a misspelled policy could have been; that it has no meaning is not enough. */
export function HasKnownPolicies(): PropertyDecorator {
  const known = Object.keys(defaultPolicies);
  const unknown = (value: unknown) => Object.keys(value ?? {}).filter((name) => !known.includes(name));
  return ValidateBy({
    name: 'hasKnownPolicies',
    validator: {
      validate: (value) => unknown(value).length === 0,
      defaultMessage: (checked) =>
        `There is no policy ${unknown(checked?.value).join(', ')}. Take one of ${known.join(', ')}.`,
    },
  });
}
