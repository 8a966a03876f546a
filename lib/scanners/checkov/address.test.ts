import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { jobInCode, plainAddress, resourceInCode } from './address.ts';

describe('resourceInCode', () => {
  it.each([
    ['CKV_AWS_24', 'resource "aws_security_group" "web" {\n  name = "web"\n}\n', 'aws_security_group.web'],
    ['CKV_AWS_41', 'provider "aws" {\n', 'provider.aws'],
    ['CKV_AWS_109', 'data "aws_iam_policy_document" "all" {', 'data.aws_iam_policy_document.all'],
    ['CKV_AWS_20', '  LogBucket:\n    Type: AWS::S3::Bucket\n', 'AWS::S3::Bucket.LogBucket'],
    ['CKV_AWS_20', '    "LogBucket": {\n      "Type": "AWS::S3::Bucket",\n', 'AWS::S3::Bucket.LogBucket'],
    ['CKV_AWS_24', 'resource aws_security_group "web" {\n', 'aws_security_group.web'],
    ['CKV_AWS_24', 'resource "aws_security_group" web {\n', 'aws_security_group.web'],
    ['CKV_AWS_24', 'resource aws_security_group web {}\n', 'aws_security_group.web'],
    ['CKV_AWS_24', '# the web\nresource "aws_security_group" "web" {\n', 'aws_security_group.web'],
    ['CKV_TF_1', 'module "vpc" {\n', 'module.vpc'],
    [
      'CKV_AZURE_1',
      "resource vm 'Microsoft.Compute/virtualMachines@2021-03-01' = {\n",
      'Microsoft.Compute/virtualMachines.vm',
    ],
    // A Dockerfile is named by its file, whatever stands above FROM, and however short it is.
    ['CKV_DOCKER_7', 'FROM python:latest\n', 'file'],
    ['CKV_DOCKER_3', '# nightly\nFROM python:latest\nADD . /srv\n', 'file'],
    ['CKV2_DOCKER_1', 'RUN sudo x\n', 'file'],
    ['CKV_K8S_8', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  name: x\n', 'Pod.default.web'],
    [
      'CKV_K8S_8',
      'kind: Pod\nmetadata:\n  labels:\n    name: other\n  # note\n  namespace: "shop"\n  name: web\nspec: {}\n',
      'Pod.shop.web',
    ],
    ['CKV_K8S_8', 'kind: List\nitems: []\n', null],
    ['CKV_AZURE_1', '{"some": "template"}', null],
  ])('%s: %j is about %s', (rule, code, resource) => {
    expect(resourceInCode(rule, code)).toBe(resource);
  });

  it.each([
    ['aws_s3_bucket.b', 'aws_s3_bucket.b'],
    ['module.store.aws_s3_bucket.b', 'aws_s3_bucket.b'],
    ['module.a["x"].module.b.aws_s3_bucket.b[0]', 'aws_s3_bucket.b'],
    ['aws_s3_bucket.b["eu"]', 'aws_s3_bucket.b'],
    ['module.vpc', 'module.vpc'],
    ['AWS::S3::Bucket.LogBucket', 'AWS::S3::Bucket.LogBucket'],
  ])('the address %s is %s in every format', (address, plain) => {
    expect(plainAddress(address)).toBe(plain);
  });

  it.each([
    ['      - name: Greet\n        run: echo\n      - name: Answer\n', null, 'Greet'],
    ['      - uses: a/b@v1\n        name: "Set up"\n      - run: x\n', null, 'Set up'],
    ['      # a note\n      - name: Greet\n', null, 'Greet'],
    // The next step's name is not this one's.
    ['      - run: x\n      - name: Answer\n', null, null],
    ['      - uses: a/b@v1\n        with:\n          name: x\n', null, null],
    ['  build:\n    runs-on: ubuntu\n', 'build', null],
    ['  rules:\n    - if: x\n', null, null],
    ['', null, null],
    [null, null, null],
  ])('%j: job %s, step %s', (code, job, step) => {
    expect(jobInCode(code)).toEqual({ job, step });
  });

  it('says nothing without code', () => {
    expect(resourceInCode('CKV_AWS_24', null)).toBeNull();
  });

  it('stays quick on hostile code', () => {
    const spent = cpuStopwatch();
    for (const text of [`metadata:\n${' \n'.repeat(50_000)}`, ' '.repeat(200_000), `kind:${' '.repeat(100_000)}`]) {
      resourceInCode('CKV_K8S_8', text);
      resourceInCode('CKV_AWS_8', text);
    }
    expect(spent()).toBeLessThan(1000);
  });
});
